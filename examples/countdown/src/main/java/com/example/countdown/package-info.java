/** The numbers game Countdown: reach a target from given numbers with + - * and /. */
@NullMarked
package com.example.countdown;

import org.jspecify.annotations.NullMarked;
