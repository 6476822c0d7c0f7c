/**
 * How the settings make the routes: which files are loaded, and what clients their endpoints get.
 *
 * <p>Enters: {@link dev.waypost.config.WaypostConfig}. Leaves: route files' places, properties that
 * the files refer to. May import: {@code config}.
 */
package dev.waypost.config.routes;
