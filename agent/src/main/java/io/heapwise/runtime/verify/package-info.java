/** What {@code verify=true} finds while the program runs, on its way to the log. */
package io.heapwise.runtime.verify;
