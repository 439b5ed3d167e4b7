/** Tests of the numbers game. */
@NullMarked
package com.example.countdown;

import org.jspecify.annotations.NullMarked;
