package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
)

// machine is what the figures depend on. Nothing of it names a machine or a person.
type machine struct {
	processor, kernel, disk, load string
	hashing                       bool // the processor has instructions for SHA-256
	cores                         int
	memory                        int64
	exhibit, hashdeep             string
}

// machine looks at what runs all this. What cannot be learned is left empty.
func (b *bench) machine(ctx context.Context) machine {
	m := machine{cores: runtime.NumCPU(), kernel: runtime.GOOS, disk: diskOf(b.work), exhibit: b.says(ctx, b.program, "version"), hashdeep: b.says(ctx, "hashdeep", "-V")}
	if m.hashdeep != "" {
		m.hashdeep = "hashdeep " + m.hashdeep
	}
	m.processor, m.hashing = processor(contents("/proc/cpuinfo"))
	m.memory = memoryOf(contents("/proc/meminfo"))
	if release := contents("/proc/sys/kernel/osrelease"); release != "" {
		m.kernel = "Linux " + strings.TrimSpace(release)
	}
	m.load, _, _ = strings.Cut(contents("/proc/loadavg"), " ")
	return m
}

// says is the first line a program prints, or nothing.
func (b *bench) says(ctx context.Context, name string, args ...string) string {
	var out bytes.Buffer
	if _, err := b.command(ctx, "", &out, name, args...); err != nil {
		return ""
	}
	line, _, _ := strings.Cut(out.String(), "\n")
	return strings.TrimSpace(line)
}

func contents(path string) string {
	b, err := os.ReadFile(path)
	if err != nil {
		return "" // another system, or a locked-down one
	}
	return string(b)
}

func processor(cpuinfo string) (model string, hashing bool) {
	for line := range strings.Lines(cpuinfo) {
		key, value, _ := strings.Cut(line, ":")
		switch strings.TrimSpace(key) {
		case "model name":
			model = strings.TrimSpace(value)
		case "flags":
			hashing = hashing || strings.Contains(value+" ", " sha_ni ")
		case "Features":
			hashing = hashing || strings.Contains(value+" ", " sha2 ")
		}
	}
	return model, hashing
}

func memoryOf(meminfo string) int64 {
	for line := range strings.Lines(meminfo) {
		if f := strings.Fields(line); len(f) >= 2 && f[0] == "MemTotal:" {
			n, err := strconv.ParseInt(f[1], 10, 64)
			if err == nil {
				return n * 1024
			}
		}
	}
	return 0
}

// lines describes the machine, one fact a line.
func (m machine) lines() string {
	var b strings.Builder
	say := func(what, value string) {
		if value == "" {
			value = "not known"
		}
		fmt.Fprintf(&b, "| %s | %s |\n", what, cell(value))
	}
	cores := fmt.Sprintf("%d cores", m.cores)
	if m.processor != "" {
		cores = m.processor + ", " + cores
	}
	if m.hashing {
		cores += ", instructions for SHA-256 (ours uses them, hashdeep does not)"
	}
	say("processor", cores)
	memory := ""
	if m.memory > 0 {
		memory = bytesText(m.memory)
	}
	say("memory", memory)
	say("kernel", m.kernel)
	say("disk", m.disk)
	say("load at the start", m.load)
	say("programs", strings.Join(nonEmpty(m.exhibit, m.hashdeep, runtime.Version()), ", "))
	return b.String()
}

func nonEmpty(list ...string) []string {
	var out []string
	for _, s := range list {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}
