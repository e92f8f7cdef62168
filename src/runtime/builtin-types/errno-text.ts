/**
 * The texts of Linux's error numbers. glibc: strerror(); generated from os.strerror on x86-64 Linux.
 */
import { cstr } from "../object/literals";

/** Text of an error number: NUL-terminated, static; 0 when there is none of that number. */
export function errno_text(errno: i32): usize {
  switch (errno) {
    case 0:
      return cstr("Success");
    case 1:
      return cstr("Operation not permitted");
    case 2:
      return cstr("No such file or directory");
    case 3:
      return cstr("No such process");
    case 4:
      return cstr("Interrupted system call");
    case 5:
      return cstr("Input/output error");
    case 6:
      return cstr("No such device or address");
    case 7:
      return cstr("Argument list too long");
    case 8:
      return cstr("Exec format error");
    case 9:
      return cstr("Bad file descriptor");
    case 10:
      return cstr("No child processes");
    case 11:
      return cstr("Resource temporarily unavailable");
    case 12:
      return cstr("Cannot allocate memory");
    case 13:
      return cstr("Permission denied");
    case 14:
      return cstr("Bad address");
    case 15:
      return cstr("Block device required");
    case 16:
      return cstr("Device or resource busy");
    case 17:
      return cstr("File exists");
    case 18:
      return cstr("Invalid cross-device link");
    case 19:
      return cstr("No such device");
    case 20:
      return cstr("Not a directory");
    case 21:
      return cstr("Is a directory");
    case 22:
      return cstr("Invalid argument");
    case 23:
      return cstr("Too many open files in system");
    case 24:
      return cstr("Too many open files");
    case 25:
      return cstr("Inappropriate ioctl for device");
    case 26:
      return cstr("Text file busy");
    case 27:
      return cstr("File too large");
    case 28:
      return cstr("No space left on device");
    case 29:
      return cstr("Illegal seek");
    case 30:
      return cstr("Read-only file system");
    case 31:
      return cstr("Too many links");
    case 32:
      return cstr("Broken pipe");
    case 33:
      return cstr("Numerical argument out of domain");
    case 34:
      return cstr("Numerical result out of range");
    case 35:
      return cstr("Resource deadlock avoided");
    case 36:
      return cstr("File name too long");
    case 37:
      return cstr("No locks available");
    case 38:
      return cstr("Function not implemented");
    case 39:
      return cstr("Directory not empty");
    case 40:
      return cstr("Too many levels of symbolic links");
    case 42:
      return cstr("No message of desired type");
    case 43:
      return cstr("Identifier removed");
    case 44:
      return cstr("Channel number out of range");
    case 45:
      return cstr("Level 2 not synchronized");
    case 46:
      return cstr("Level 3 halted");
    case 47:
      return cstr("Level 3 reset");
    case 48:
      return cstr("Link number out of range");
    case 49:
      return cstr("Protocol driver not attached");
    case 50:
      return cstr("No CSI structure available");
    case 51:
      return cstr("Level 2 halted");
    case 52:
      return cstr("Invalid exchange");
    case 53:
      return cstr("Invalid request descriptor");
    case 54:
      return cstr("Exchange full");
    case 55:
      return cstr("No anode");
    case 56:
      return cstr("Invalid request code");
    case 57:
      return cstr("Invalid slot");
    case 59:
      return cstr("Bad font file format");
    case 60:
      return cstr("Device not a stream");
    case 61:
      return cstr("No data available");
    case 62:
      return cstr("Timer expired");
    case 63:
      return cstr("Out of streams resources");
    case 64:
      return cstr("Machine is not on the network");
    case 65:
      return cstr("Package not installed");
    case 66:
      return cstr("Object is remote");
    case 67:
      return cstr("Link has been severed");
    case 68:
      return cstr("Advertise error");
    case 69:
      return cstr("Srmount error");
    case 70:
      return cstr("Communication error on send");
    case 71:
      return cstr("Protocol error");
    case 72:
      return cstr("Multihop attempted");
    case 73:
      return cstr("RFS specific error");
    case 74:
      return cstr("Bad message");
    case 75:
      return cstr("Value too large for defined data type");
    case 76:
      return cstr("Name not unique on network");
    case 77:
      return cstr("File descriptor in bad state");
    case 78:
      return cstr("Remote address changed");
    case 79:
      return cstr("Can not access a needed shared library");
    case 80:
      return cstr("Accessing a corrupted shared library");
    case 81:
      return cstr(".lib section in a.out corrupted");
    case 82:
      return cstr("Attempting to link in too many shared libraries");
    case 83:
      return cstr("Cannot exec a shared library directly");
    case 84:
      return cstr("Invalid or incomplete multibyte or wide character");
    case 85:
      return cstr("Interrupted system call should be restarted");
    case 86:
      return cstr("Streams pipe error");
    case 87:
      return cstr("Too many users");
    case 88:
      return cstr("Socket operation on non-socket");
    case 89:
      return cstr("Destination address required");
    case 90:
      return cstr("Message too long");
    case 91:
      return cstr("Protocol wrong type for socket");
    case 92:
      return cstr("Protocol not available");
    case 93:
      return cstr("Protocol not supported");
    case 94:
      return cstr("Socket type not supported");
    case 95:
      return cstr("Operation not supported");
    case 96:
      return cstr("Protocol family not supported");
    case 97:
      return cstr("Address family not supported by protocol");
    case 98:
      return cstr("Address already in use");
    case 99:
      return cstr("Cannot assign requested address");
    case 100:
      return cstr("Network is down");
    case 101:
      return cstr("Network is unreachable");
    case 102:
      return cstr("Network dropped connection on reset");
    case 103:
      return cstr("Software caused connection abort");
    case 104:
      return cstr("Connection reset by peer");
    case 105:
      return cstr("No buffer space available");
    case 106:
      return cstr("Transport endpoint is already connected");
    case 107:
      return cstr("Transport endpoint is not connected");
    case 108:
      return cstr("Cannot send after transport endpoint shutdown");
    case 109:
      return cstr("Too many references: cannot splice");
    case 110:
      return cstr("Connection timed out");
    case 111:
      return cstr("Connection refused");
    case 112:
      return cstr("Host is down");
    case 113:
      return cstr("No route to host");
    case 114:
      return cstr("Operation already in progress");
    case 115:
      return cstr("Operation now in progress");
    case 116:
      return cstr("Stale file handle");
    case 117:
      return cstr("Structure needs cleaning");
    case 118:
      return cstr("Not a XENIX named type file");
    case 119:
      return cstr("No XENIX semaphores available");
    case 120:
      return cstr("Is a named type file");
    case 121:
      return cstr("Remote I/O error");
    case 122:
      return cstr("Disk quota exceeded");
    case 123:
      return cstr("No medium found");
    case 124:
      return cstr("Wrong medium type");
    case 125:
      return cstr("Operation canceled");
    case 126:
      return cstr("Required key not available");
    case 127:
      return cstr("Key has expired");
    case 128:
      return cstr("Key has been revoked");
    case 129:
      return cstr("Key was rejected by service");
    case 130:
      return cstr("Owner died");
    case 131:
      return cstr("State not recoverable");
    case 132:
      return cstr("Operation not possible due to RF-kill");
    case 133:
      return cstr("Memory page has hardware error");
    default:
      return 0;
  }
}
