package casefile_test

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"exhibit/internal/store"
)

// killEnv names the folder in which a process tells the story until it is killed.
const killEnv = "EXHIBIT_TEST_STORY"

// TestTheStoryIsToldUntilTheProcessIsKilled is what the process does that the next test kills; by itself it is nothing.
func TestTheStoryIsToldUntilTheProcessIsKilled(t *testing.T) {
	root := os.Getenv(killEnv)
	if root == "" {
		t.Skip("told only to a process that is going to be killed")
	}
	s := &story{in: filepath.Join(root, "in"), rows: storySheet(), plot: steps(), mark: func(string) {}, cfg: config(t, store.Disk{}, "", "rules/1")}
	s.cfg.Group = 10
	s.at(root, store.Disk{})
	s.mark = func(step string) { fmt.Println("done:", step) }
	fmt.Println("done: begin")
	if err := s.tell(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// killed tells the story of root in a process of its own, kills it after some time and returns the steps it said were
// done.
func killed(t *testing.T, root string, after time.Duration) doneBy {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestTheStoryIsToldUntilTheProcessIsKilled$")
	cmd.Env = append(os.Environ(), killEnv+"="+root)
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]bool{}
	for lines := bufio.NewScanner(out); lines.Scan(); {
		var step string
		if _, err := fmt.Sscanf(lines.Text(), "done: %s", &step); err != nil {
			continue
		}
		said[lines.Text()[len("done: "):]] = true
		if step == "begin" {
			time.AfterFunc(after, func() { cmd.Process.Kill() })
		}
	}
	_ = cmd.Wait() // killed, or at its end: both are what is wanted
	return func(step string) bool { return said[step] }
}

func TestAProcessKilledAtAnyMomentLeavesACaseThatGoesOn(t *testing.T) {
	rounds, cases := 16, 0
	if testing.Short() {
		rounds = 3
	}
	in := input(t)
	begin := func() *story {
		cases++
		root := t.TempDir()
		s := newStory(t, root, in)
		if err := os.Symlink(in, filepath.Join(root, "in")); err != nil {
			t.Fatal(err)
		}
		return s
	}
	whole := begin()
	if err := whole.tell(t.Context()); err != nil {
		t.Fatal(err)
	}
	want, err := whole.end(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	dice := rand.New(rand.NewPCG(7, 7))
	s, told := begin(), map[string]bool{}
	for round := range rounds {
		root := filepath.Dir(s.dir)
		said := killed(t, root, time.Duration(dice.IntN(400))*time.Millisecond)
		for _, st := range steps() {
			told[st.name] = told[st.name] || said(st.name)
		}
		if err := survives(t.Context(), s, func(step string) bool { return told[step] }); err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		if err := clearPartial(s.out); err != nil {
			t.Fatal(err)
		}
		if told["submit"] || round == rounds-1 {
			if err := ends(t.Context(), s, want); err != nil {
				t.Fatalf("round %d: %v", round, err)
			}
			s, told = begin(), map[string]bool{}
		}
	}
	t.Logf("%d rounds, %d cases told to their end", rounds, cases-2)
}
