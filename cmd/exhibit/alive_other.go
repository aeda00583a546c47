//go:build !unix

package main

// alive says yes where it cannot be asked: left-overs then stay until they are removed by hand.
func alive(int) bool { return true }
