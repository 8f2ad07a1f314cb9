import CFastCGI
import Foundation
import Kit

/// The accept loop of one worker: one request at a time over libfcgi, until SIGTERM.
public struct Worker {
  /// Seconds a peer may stay silent inside a request before it is dropped.
  static let patience: CUnsignedInt = 10

  private let socket: CInt
  private let beat: () -> Void
  private let log: (_ line: String) -> Void

  /// `beat` is called after each request and at least once a second while idle: for the watchdog, which so
  /// learns of a worker that hangs. `log` takes what a request has to tell the operator.
  public init(socket: CInt, log: @escaping (_ line: String) -> Void, beat: @escaping () -> Void) {
    self.socket = socket
    self.log = log
    self.beat = beat
  }

  /// Answers requests until the process is asked to end; the request in hand is finished first.
  /// Throws `FastCGIError` if the socket can't be used.
  public func run(_ answer: (any Exchange) -> Response) throws {
    guard FCGX_Init() == 0 else { throw FastCGIError("libfcgi did not start") }
    // Pages come and go at the top of the heap: giving it back after each of them is a cost of its own.
    mallopt(M_TRIM_THRESHOLD, 2 << 20)
    // After FCGX_Init, which takes SIGTERM, SIGUSR1 and SIGPIPE for itself.
    let arrivals = try Arrivals(on: socket, taking: Signals.install())
    var request = FCGX_Request()
    guard FCGX_InitRequest(&request, socket, FCGI_FAIL_ACCEPT_ON_INTR) == 0 else {
      throw FastCGIError("libfcgi refused the socket")
    }
    defer { FCGX_Free(&request, 1) }
    while !Signals.isTerminating {
      if arrivals.wait(milliseconds: 1000) { serve(&request, answer) }
      beat()
    }
  }

  private func serve(_ request: inout FCGX_Request, _ answer: (any Exchange) -> Response) {
    alarm(Self.patience)  // interrupts a read of parameters that never come
    let accepted = FCGX_Accept_r(&request)
    alarm(0)
    // Another worker was faster, or the peer went away: there is nothing to answer.
    guard accepted == 0 else { return }
    limitWaiting(on: request.ipcFd)
    let exchange = FastCGIExchange(request, log: log)
    ResponseWriter(exchange).write(answer(exchange))
    exchange.end()
    // nginx takes the end of the connection for the end of an answer that came before it had sent everything:
    // waiting for each other would take until somebody loses patience.
    if exchange.hasBody { shutdown(request.ipcFd, CInt(SHUT_WR)) }
    exchange.finishReading(within: Int(Self.patience))
    FCGX_Free(&request, 0)  // with 1 it would wait until the web server has hung up as well
    close(request.ipcFd)
    request.ipcFd = -1
  }

  private func limitWaiting(on descriptor: CInt) {
    var limit = timeval(tv_sec: Int(Self.patience), tv_usec: 0)
    let size = socklen_t(MemoryLayout<timeval>.size)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, size)
  }
}

public struct FastCGIError: PlainError {
  public let description: String
  init(_ description: String) { self.description = description }
}
