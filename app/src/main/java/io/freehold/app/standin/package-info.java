/** The charts of a simulated world. */
@org.jspecify.annotations.NullMarked
package io.freehold.app.standin;
