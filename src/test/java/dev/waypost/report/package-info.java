/** When a mail is tried again. */
package dev.waypost.report;
