package pdf

import (
	"context"
	"errors"
	"strings"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
)

const wasmPage = 64 << 10

// guest is what we know of one running instance, carried in the context of its calls.
type guest struct {
	refused bool // it asked for more memory than there is
}

type guestKey struct{}

var (
	errAborted = errors.New("the PDF module gave up")
	errNoHost  = int32(-52) // ENOSYS of the module's C library
)

// surroundings answers everything the module may ask of a machine: memory up to the limit, and nothing else. No clock is
// given either, so that the same document gives the same text.
func surroundings(ctx context.Context, r wazero.Runtime, env wazero.HostModuleBuilder, module wazero.CompiledModule) error {
	wasi := r.NewHostModuleBuilder("wasi_snapshot_preview1")
	for _, f := range module.ImportedFunctions() {
		from, name, _ := f.Import()
		if strings.HasPrefix(name, "invoke_") || name == "_emscripten_throw_longjmp" {
			continue // calls inside the module, supplied with it
		}
		to := env
		if from != "env" {
			to = wasi
		}
		to.NewFunctionBuilder().WithGoModuleFunction(answer(name, f.ResultTypes()), f.ParamTypes(), f.ResultTypes()).Export(name)
	}
	if _, err := env.Instantiate(ctx); err != nil {
		return err
	}
	_, err := wasi.Instantiate(ctx)
	return err
}

func answer(name string, results []api.ValueType) api.GoModuleFunc {
	switch name {
	case "emscripten_resize_heap":
		return resize
	case "_emscripten_memcpy_js":
		return func(_ context.Context, m api.Module, stack []uint64) {
			b, ok := m.Memory().Read(uint32(stack[1]), uint32(stack[2]))
			if !ok || !m.Memory().Write(uint32(stack[0]), b) {
				panic(errAborted)
			}
		}
	case "_abort_js", "__assert_fail":
		return func(context.Context, api.Module, []uint64) { panic(errAborted) }
	case "environ_sizes_get":
		return func(_ context.Context, m api.Module, stack []uint64) {
			m.Memory().WriteUint32Le(uint32(stack[0]), 0)
			m.Memory().WriteUint32Le(uint32(stack[1]), 0)
			stack[0] = 0
		}
	case "environ_get":
		return func(_ context.Context, _ api.Module, stack []uint64) { stack[0] = 0 }
	case "_tzset_js":
		return func(_ context.Context, m api.Module, stack []uint64) { // the zone is UTC
			m.Memory().WriteUint32Le(uint32(stack[0]), 0)
			m.Memory().WriteUint32Le(uint32(stack[1]), 0)
		}
	case "_localtime_js", "_gmtime_js":
		return func(_ context.Context, m api.Module, stack []uint64) {
			const tm = 44 // bytes of struct tm: all zero
			m.Memory().Write(uint32(stack[len(stack)-1]), make([]byte, tm))
		}
	case "emscripten_date_now":
		return func(_ context.Context, _ api.Module, stack []uint64) { stack[0] = 0 }
	}
	fails := api.EncodeI32(errNoHost)
	return func(_ context.Context, _ api.Module, stack []uint64) {
		if len(results) == 1 {
			stack[0] = fails
		}
	}
}

// resize grows the memory to what is asked for, and remembers when it could not.
func resize(ctx context.Context, m api.Module, stack []uint64) {
	wanted := uint64(uint32(stack[0]))
	have := uint64(m.Memory().Size())
	stack[0] = 1
	if wanted <= have {
		return
	}
	step := max(wanted-have, have/5) // as the module's own surroundings do, or at least what is asked
	for _, grow := range []uint64{step, wanted - have} {
		if _, ok := m.Memory().Grow(uint32((grow + wasmPage - 1) / wasmPage)); ok {
			return
		}
	}
	if g, ok := ctx.Value(guestKey{}).(*guest); ok {
		g.refused = ctx.Err() == nil // a document whose time is over while it waits for memory did not ask for too much
	}
	stack[0] = 0
}
