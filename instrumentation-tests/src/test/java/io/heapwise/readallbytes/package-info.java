/** Tests of the rewrite {@code readAllBytes}. */
package io.heapwise.readallbytes;
