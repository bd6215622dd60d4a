/** S3: buckets of all accounts under one set of names, their settings, and a few objects. */
@NullMarked
package io.freehold.simulator.s3;

import org.jspecify.annotations.NullMarked;
