package io.heapwise.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The refusals that a target method must meet, each as {@code "rewrite: reason"} without the line;
 * unless it is {@link Fired} as well, the method must not change at all.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Refused {
  String[] value();
}
