// Package picture turns an original that is a picture into points that can be looked at by a program, within bounds.
//
// A file of a few bytes can say that it is a picture of four thousand million points, so the size is read and judged
// before anything is unpacked; bytes, time and the number of large pictures that are unpacked at once are bounded too. What
// cannot be unpacked gives a text.Failure with a stable code and a sentence, as every reader does.
//
// It reads JPEG, PNG and the first frame of GIF by the standard library. It looks at no name, no EXIF and no position of the
// camera, and turns nothing: points come as they are stored.
package picture
