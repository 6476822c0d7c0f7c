/**
 * Every setting, typed and validated.
 *
 * <p>Enters: environment and properties. Leaves: {@link dev.waypost.config.WaypostConfig}. Not its
 * business: what a setting is used for. May import: no other room.
 */
package dev.waypost.config;
