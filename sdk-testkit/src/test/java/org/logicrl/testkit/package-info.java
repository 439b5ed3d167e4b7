/** Tests of the contract tests. */
@NullMarked
package org.logicrl.testkit;

import org.jspecify.annotations.NullMarked;
