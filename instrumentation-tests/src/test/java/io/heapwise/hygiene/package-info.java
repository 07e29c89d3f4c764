/** What programs keep to themselves is in no array that a pool holds. */
package io.heapwise.hygiene;
