package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// peakOf is the largest resident set of a process that has ended and of those it waited for.
func peakOf(s *os.ProcessState) int64 {
	if u, ok := s.SysUsage().(*syscall.Rusage); ok {
		return u.Maxrss * 1024
	}
	return 0
}

// freeSpace is what an ordinary user may still write below a folder.
func freeSpace(dir string) (int64, bool) {
	var s syscall.Statfs_t
	if err := syscall.Statfs(dir, &s); err != nil {
		return 0, false
	}
	return int64(s.Bavail) * s.Bsize, true
}

// diskOf says what kind of disk a folder lies on: the file system, and whether the device below it turns.
func diskOf(dir string) string {
	var st syscall.Stat_t
	if err := syscall.Stat(dir, &st); err != nil {
		return ""
	}
	device := fmt.Sprintf("%d:%d", st.Dev>>8&0xfff, st.Dev&0xff|st.Dev>>12&0xfff00)
	system := fileSystem(contents("/proc/self/mountinfo"), device)
	switch system {
	case "":
		return ""
	case "tmpfs", "ramfs":
		return system + ": memory, not a disk; nothing on it is durable, and the times mean little"
	}
	return system + ", " + kindOf(device)
}

// fileSystem finds the type of the file system of a device in /proc/self/mountinfo.
func fileSystem(mounts, device string) string {
	for line := range strings.Lines(mounts) {
		before, after, _ := strings.Cut(line, " - ")
		f, g := strings.Fields(before), strings.Fields(after)
		if len(f) >= 3 && f[2] == device && len(g) >= 1 {
			return g[0]
		}
	}
	return ""
}

func kindOf(device string) string {
	path, err := filepath.EvalSymlinks("/sys/dev/block/" + device)
	if err != nil {
		return "on a device the system does not describe"
	}
	queue := filepath.Join(path, "queue")
	if _, err := os.Stat(queue); err != nil {
		path = filepath.Dir(path) // a partition: its disk has the queue
		queue = filepath.Join(path, "queue")
	}
	kind := "solid-state disk"
	switch name := filepath.Base(path); {
	case strings.HasPrefix(name, "vd"), strings.HasPrefix(name, "xvd"):
		kind = "virtual disk"
	case strings.HasPrefix(name, "nvme"):
		kind = "NVMe disk"
	case strings.HasPrefix(name, "dm-"), strings.HasPrefix(name, "md"):
		kind = "mapped disk"
	case strings.TrimSpace(contents(filepath.Join(queue, "rotational"))) == "1":
		return "turning disk"
	}
	if strings.TrimSpace(contents(filepath.Join(queue, "rotational"))) == "1" {
		kind += " (said to turn)"
	}
	if cache := strings.TrimSpace(contents(filepath.Join(queue, "write_cache"))); cache != "" {
		kind += ", cache " + cache
	}
	return kind
}
