package io.heapwise.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What the agent must change in a target method, exactly: the differences in the number of
 * instructions, in the order of the alphabet, such as {@code "claimBuilder+1 new-1"}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Fired {
  String value();
}
