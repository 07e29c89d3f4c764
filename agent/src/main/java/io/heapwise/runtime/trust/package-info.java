/**
 * What is known of the objects that rewritten code lends its arrays to: asked before each such
 * call, by the class that the receiver really has. Depends on the JDK alone; the code that reads
 * class files is installed from outside.
 */
package io.heapwise.runtime.trust;
