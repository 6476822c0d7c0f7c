/** Tests of the SMTP client alone. */
package dev.waypost.smtp;
