/**
 * Questions about bytecode: where values flow, whether an object escapes, what a call does with its
 * arguments. Free of side effects; nothing here loads a class or knows of any rewrite.
 */
package io.heapwise.analysis;
