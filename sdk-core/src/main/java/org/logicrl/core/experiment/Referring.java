package org.logicrl.core.experiment;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.inject.Qualifier;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** Marks the backend that scores with the reference model, which may be the one that learns. */
@Qualifier
@Retention(RUNTIME)
@Target({PARAMETER, METHOD})
@interface Referring {}
