/** CloudFormation templates: read, checked, and worked out with parameters. */
@NullMarked
package io.freehold.simulator.cloudformation.template;

import org.jspecify.annotations.NullMarked;
