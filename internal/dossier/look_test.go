package dossier

import (
	"os"
	"testing"
)

func TestLook(t *testing.T) {
	dir := os.Getenv("LOOK")
	if dir == "" {
		t.Skip()
	}
	w, _ := os.Create(dir + "/dossier.html")
	if err := Write(w, fixture()); err != nil {
		t.Fatal(err)
	}
	w.Close()
}
