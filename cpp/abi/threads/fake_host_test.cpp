// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The same imports as for the tests of cpp/gl.

#include "gl/fake_host_test.cpp"  // NOLINT: each test executable defines the imports once
