package dev.waypost.smtp.client;

import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;

/** How connections begin: the addresses of a name, and sockets to reach them with. Any thread. */
public interface Network {

    /** The machine's own. */
    Network REAL = InetAddress::getAllByName;

    /**
     * @throws UnknownHostException where the name has no address
     */
    InetAddress[] addresses(String host) throws UnknownHostException;

    /** One that is not connected yet. */
    default Socket socket() {
        return new Socket();
    }
}
