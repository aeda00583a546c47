package pdf

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"fmt"
	"io"
	"runtime"
	"sync"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
	"github.com/tetratelabs/wazero/imports/emscripten"
)

// ModuleVersion is the version of the package the module was taken from; SOURCE.md says more.
const ModuleVersion = "2.15.1"

// moduleSHA256 is checked before the module is compiled.
const moduleSHA256 = "5e4cd023c3dad4a895b3571ca573d3fc51bac6de48360d95283134385b954eaa"

const moduleBytes = 4_646_932

//go:embed pdfium.wasm.gz
var packed []byte

// unpack gives the module, or an error if it is not the one SOURCE.md speaks of.
func unpack() ([]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("unpacking the PDF module: %w", err)
	}
	b := make([]byte, 0, moduleBytes+1)
	w := bytes.NewBuffer(b)
	if _, err := io.Copy(w, io.LimitReader(z, moduleBytes+1)); err != nil {
		return nil, fmt.Errorf("unpacking the PDF module: %w", err)
	}
	if sum := sha256.Sum256(w.Bytes()); hex.EncodeToString(sum[:]) != moduleSHA256 {
		return nil, fmt.Errorf("the PDF module built into this program is damaged: build it again from a clean copy")
	}
	return w.Bytes(), nil
}

// engine is the compiled module, shared by all documents of a process. It is set up once, by the first document.
type engine struct {
	config Config

	once     sync.Once
	err      error
	cache    wazero.CompilationCache
	runtime  wazero.Runtime
	compiled wazero.CompiledModule
	slots    chan struct{} // documents at a time
	room     *room
}

func (e *engine) start() error {
	e.once.Do(func() { e.err = e.compile() })
	return e.err
}

func (e *engine) compile() error {
	module, err := unpack()
	if err != nil {
		return err
	}
	// The document that happens to be first may be cancelled; the module serves the others too.
	ctx := experimental.WithCompilationWorkers(context.Background(), runtime.GOMAXPROCS(0))
	config := wazero.NewRuntimeConfig().WithMemoryLimitPages(uint32(e.config.Memory / wasmPage)).WithCloseOnContextDone(true)
	if e.config.CacheDir != "" {
		if e.cache, err = wazero.NewCompilationCacheWithDir(e.config.CacheDir); err != nil {
			return fmt.Errorf("opening the compilation cache %q: %w", e.config.CacheDir, err)
		}
		config = config.WithCompilationCache(e.cache)
	}
	e.runtime = wazero.NewRuntimeWithConfig(ctx, config)
	if e.compiled, err = e.runtime.CompileModule(ctx, module); err != nil {
		return fmt.Errorf("compiling the PDF module: %w", err)
	}
	env := e.runtime.NewHostModuleBuilder("env")
	calls, err := emscripten.NewFunctionExporterForModule(e.compiled)
	if err != nil {
		return fmt.Errorf("preparing the PDF module: %w", err)
	}
	calls.ExportFunctions(env)
	if err := surroundings(ctx, e.runtime, env, e.compiled); err != nil {
		return fmt.Errorf("preparing the PDF module: %w", err)
	}
	e.slots, e.room = make(chan struct{}, e.config.AtOnce), newRoom(e.config.Share)
	return nil
}

// instance is a machine for one document; end gives back all it has.
func (e *engine) instance(ctx context.Context, clock *clock) (mod api.Module, end func(), err error) {
	var memory *tenant
	allocate := experimental.MemoryAllocatorFunc(func(initial, most uint64) experimental.LinearMemory {
		memory = &tenant{LinearMemory: reserve(initial, most), ctx: ctx, room: e.room, clock: clock}
		return memory
	})
	end = func() {
		if mod != nil {
			mod.Close(context.Background())
		}
		if memory != nil {
			memory.Free()
		}
	}
	mod, err = e.runtime.InstantiateModule(experimental.WithMemoryAllocator(ctx, allocate), e.compiled, wazero.NewModuleConfig().WithName("").WithStartFunctions())
	if err != nil {
		mod = nil
		end()
		return nil, nil, err
	}
	for _, name := range []string{"emscripten_stack_init", "__wasm_call_ctors", "PDFiumExt_Init"} {
		if _, err := mod.ExportedFunction(name).Call(ctx); err != nil {
			end()
			return nil, nil, err
		}
	}
	return mod, end, nil
}

func (e *engine) close() error {
	e.once.Do(func() { e.err = fmt.Errorf("the PDF reader is closed") })
	ctx := context.Background()
	var err error
	if e.runtime != nil {
		err = e.runtime.Close(ctx)
	}
	if e.cache != nil {
		if cerr := e.cache.Close(ctx); err == nil {
			err = cerr
		}
	}
	return err
}
