package store_test

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"exhibit/internal/store"
)

// leaseEnv names the store in which a process writes until it is killed.
const leaseEnv = "EXHIBIT_TEST_LEASE"

// TestAProcessWritesUntilItIsKilled is what the process does that the next test kills; by itself it is nothing.
func TestAProcessWritesUntilItIsKilled(t *testing.T) {
	root := os.Getenv(leaseEnv)
	if root == "" {
		t.Skip("done only by a process that is going to be killed")
	}
	s, err := store.Open(store.Disk{}, root)
	if err == nil {
		_, err = s.NewBatch().Put(t.Context(), store.Originals, strings.NewReader("half of the words"))
	}
	if err == nil {
		_, _, err = s.TempDir()
	}
	if err != nil {
		t.Fatal(err)
	}
	fmt.Println("writing")
	_, _ = bufio.NewReader(os.Stdin).ReadString('\n') // until it is killed
}

// In another container or on another machine the number of a process means nothing, and after a crash somebody else may
// have it.
func TestWhatALivingProcessWritesIsNotSweptAndWhatADeadOneLeftIs(t *testing.T) {
	root := t.TempDir()
	s, err := store.Init(quick{}, root)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestAProcessWritesUntilItIsKilled$")
	cmd.Env = append(os.Environ(), leaseEnv+"="+root)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); line != "writing\n" {
		t.Fatalf("the process says %q, %v", line, err)
	}
	left := func() int {
		names, err := os.ReadDir(filepath.Join(root, "tmp"))
		if err != nil {
			t.Fatal(err)
		}
		return len(names)
	}
	if n, err := s.Sweep(func(int) bool { return false }); err != nil || n != 0 || left() != 3 {
		t.Errorf("%d things of a living process were swept, %d are left, %v", n, left(), err)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // killed
	if n, err := s.Sweep(func(int) bool { return true }); err != nil || n != 2 || left() != 0 {
		t.Errorf("%d things of a dead process were swept, %d are left, %v", n, left(), err)
	}
}
