/** What a ClickHouse service is asked to be, and the rules it has to keep. */
@NullMarked
package io.freehold.model.service;

import org.jspecify.annotations.NullMarked;
