// Package pdq sees that two photographs are one picture, though one was scaled, compressed or brightened since.
//
// It computes PDQ, the perceptual hash that Facebook published in 2019 ("The TMK+PDQF video-hashing algorithm and the PDQ
// image-hashing algorithm"), so that hashes made here can be compared with those others made: brightness is smoothed
// by a box filter and taken down to 64 × 64 points; of their cosine transform 16 × 16 low frequencies are kept, and of each the
// hash says in one bit whether it lies above the median. The quality, 0 to 100, says how much there is to
// see: a blank wall looks like every other blank wall, and its hash says nothing.
//
// The rules are the published ones. Two hashes match when at most 31 of their 256 bits differ, and a hash of quality 49 or
// less is not compared. That a hash matches says that two pictures look alike and no more: a person looks at both.
// Turned and mirrored pictures have other hashes; Dihedral gives all eight.
//
// The package is pure: it takes a decoded image, or brightness row by row, and opens nothing.
//
//	h, quality := pdq.Of(img)
//	set := pdq.NewSet(hashes)
//	i, d, ok := set.Nearest(h, pdq.Match)
package pdq
