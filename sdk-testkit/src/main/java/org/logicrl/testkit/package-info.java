/**
 * Contract tests for the parts that a plugin adds. An author extends the contract of the part and
 * gets its must list checked.
 */
@NullMarked
package org.logicrl.testkit;

import org.jspecify.annotations.NullMarked;
