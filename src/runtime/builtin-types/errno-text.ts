/**
 * The texts of Linux's error numbers. glibc: strerror(); made from os.strerror on x86-64 Linux.
 *
 * Ten texts stand in one literal, each ended by a line feed; an empty one is a number that does not exist.
 */
import { cstr } from "../object/literals";
import { tstate } from "../object/state";

/** The literal with the texts of numbers 10 * `tens` and up, 0 beyond the last. */
function ten_texts(tens: i32): usize {
  switch (tens) {
    case 0:
      return cstr(
        "Success\nOperation not permitted\nNo such file or directory\nNo such process\nInterrupted system call\nInput/output error\nNo such device or address\nArgument list too long\nExec format error\nBad file descriptor\n",
      );
    case 1:
      return cstr(
        "No child processes\nResource temporarily unavailable\nCannot allocate memory\nPermission denied\nBad address\nBlock device required\nDevice or resource busy\nFile exists\nInvalid cross-device link\nNo such device\n",
      );
    case 2:
      return cstr(
        "Not a directory\nIs a directory\nInvalid argument\nToo many open files in system\nToo many open files\nInappropriate ioctl for device\nText file busy\nFile too large\nNo space left on device\nIllegal seek\n",
      );
    case 3:
      return cstr(
        "Read-only file system\nToo many links\nBroken pipe\nNumerical argument out of domain\nNumerical result out of range\nResource deadlock avoided\nFile name too long\nNo locks available\nFunction not implemented\nDirectory not empty\n",
      );
    case 4:
      return cstr(
        "Too many levels of symbolic links\n\nNo message of desired type\nIdentifier removed\nChannel number out of range\nLevel 2 not synchronized\nLevel 3 halted\nLevel 3 reset\nLink number out of range\nProtocol driver not attached\n",
      );
    case 5:
      return cstr(
        "No CSI structure available\nLevel 2 halted\nInvalid exchange\nInvalid request descriptor\nExchange full\nNo anode\nInvalid request code\nInvalid slot\n\nBad font file format\n",
      );
    case 6:
      return cstr(
        "Device not a stream\nNo data available\nTimer expired\nOut of streams resources\nMachine is not on the network\nPackage not installed\nObject is remote\nLink has been severed\nAdvertise error\nSrmount error\n",
      );
    case 7:
      return cstr(
        "Communication error on send\nProtocol error\nMultihop attempted\nRFS specific error\nBad message\nValue too large for defined data type\nName not unique on network\nFile descriptor in bad state\nRemote address changed\nCan not access a needed shared library\n",
      );
    case 8:
      return cstr(
        "Accessing a corrupted shared library\n.lib section in a.out corrupted\nAttempting to link in too many shared libraries\nCannot exec a shared library directly\nInvalid or incomplete multibyte or wide character\nInterrupted system call should be restarted\nStreams pipe error\nToo many users\nSocket operation on non-socket\nDestination address required\n",
      );
    case 9:
      return cstr(
        "Message too long\nProtocol wrong type for socket\nProtocol not available\nProtocol not supported\nSocket type not supported\nOperation not supported\nProtocol family not supported\nAddress family not supported by protocol\nAddress already in use\nCannot assign requested address\n",
      );
    case 10:
      return cstr(
        "Network is down\nNetwork is unreachable\nNetwork dropped connection on reset\nSoftware caused connection abort\nConnection reset by peer\nNo buffer space available\nTransport endpoint is already connected\nTransport endpoint is not connected\nCannot send after transport endpoint shutdown\nToo many references: cannot splice\n",
      );
    case 11:
      return cstr(
        "Connection timed out\nConnection refused\nHost is down\nNo route to host\nOperation already in progress\nOperation now in progress\nStale file handle\nStructure needs cleaning\nNot a XENIX named type file\nNo XENIX semaphores available\n",
      );
    case 12:
      return cstr(
        "Is a named type file\nRemote I/O error\nDisk quota exceeded\nNo medium found\nWrong medium type\nOperation canceled\nRequired key not available\nKey has expired\nKey has been revoked\nKey was rejected by service\n",
      );
    case 13:
      return cstr(
        "Owner died\nState not recoverable\nOperation not possible due to RF-kill\nMemory page has hardware error\n\n\n\n\n\n\n",
      );
    default:
      return 0;
  }
}

/** Address of the text of an error number, its length in tstate.out_i32; 0 when there is no such number. */
export function errno_text(errno: i32): usize {
  if (errno < 0) return 0;
  let at = ten_texts(errno / 10);
  if (!at) return 0;
  for (let skip = errno % 10; skip > 0; at++) if (load<u8>(at) === 10) skip--;
  let end = at;
  while (load<u8>(end) !== 10) end++;
  tstate.out_i32 = <i32>(end - at);
  return end === at ? 0 : at;
}
