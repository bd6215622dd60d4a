/** People in an organization, and those who are invited to it. */
@NullMarked
package io.freehold.controlplane.member;

import org.jspecify.annotations.NullMarked;
