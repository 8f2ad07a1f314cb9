import Kit
import NIOCore
import NIOHTTP1

/// Writes server-sent events: one HTTP response that does not end.
final class EventStreamWriter {
  private let context: ChannelHandlerContext
  private var isOpen = false

  init(_ context: ChannelHandlerContext) { self.context = context }

  var isWritable: Bool { context.channel.isWritable }

  func open() {
    guard !isOpen else { return }
    isOpen = true
    let headers = HTTPHeaders([
      ("content-type", "text/event-stream"), ("cache-control", "no-store"), ("x-accel-buffering", "no"),
    ])
    part(.head(HTTPResponseHead(version: .http1_1, status: .ok, headers: headers)))
    // A second or two, so that a crowd does not come back in the same moment.
    write(EventStream.retry(milliseconds: .random(in: 1000...3000)))
  }

  func write(_ bytes: ByteBuffer) { part(.body(.byteBuffer(bytes))) }

  func flush() { context.flush() }

  /// Before the stream has begun it can still be told.
  func refuse(_ fault: Fault) {
    if isOpen { end() } else { end(with: PlainAnswer(fault)) }
  }

  /// An answer that ends at once, in place of the stream.
  func end(with answer: PlainAnswer) {
    part(.head(answer.head))
    write(answer.body)
    end()
  }

  func end() {
    let channel = context.channel
    context.writeAndFlush(NIOAny(HTTPServerResponsePart.end(nil))).whenComplete { _ in
      channel.close(promise: nil)
    }
  }

  private func part(_ part: HTTPServerResponsePart) { context.write(NIOAny(part), promise: nil) }
}
