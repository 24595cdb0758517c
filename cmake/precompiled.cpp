// A library needs a source; what it is for are its precompiled headers.
