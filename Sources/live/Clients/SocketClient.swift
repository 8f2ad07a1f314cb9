import Kit
import NIOCore
import RTC

/// A WebSocket that speaks `rtc.v1.json`. All of it runs on one event loop.
final class SocketClient: ChannelInboundHandler, Client {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  enum Stage: Equatable { case new, authenticating, authenticated, closing }

  let id = Word.make("c")
  let isOfChat = true
  let environment: ConnectionEnvironment
  let arrival: Arrival
  var context: ChannelHandlerContext?
  var stage = Stage.new
  var speaker: ChatSpeaker?
  var subscriptions = Subscriptions()
  var commands: TokenBucket
  var typing: TokenBucket
  /// Whether it was told `lag` and has not caught up yet.
  var isBehind = false
  /// How often it may be refused with `slow_down` before it is closed.
  var patience = TokenBucket(.init(burst: 200, perSecond: 1), now: .now())
  private var reader = FrameReader(limit: Command.longest)
  private var keepAlive = KeepAlive()
  /// Whether a frame was broken: what follows it can't be read.
  private var isGarbled = false

  init(_ environment: ConnectionEnvironment, _ arrival: Arrival) {
    (self.environment, self.arrival) = (environment, arrival)
    commands = TokenBucket(environment.limits.commands, now: .now())
    typing = TokenBucket(environment.limits.typing, now: .now())
  }

  var handle: Handle { Handle(id: id, loop: environment.loop) }

  // MARK: The channel

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    guard context.channel.isActive else { return }
    environment.loop.add(self)
    guard environment.loop.isOpen, !environment.loop.isLeaving else {
      return close(environment.loop.isOpen ? .restart : .closed)
    }
    let most = environment.limits.connectionsPerAccount
    write(
      ServerFrame.hello(
        connection: id, epoch: environment.epoch, connections: most == .max ? nil : most,
        now: Moment.now.milliseconds))
    context.flush()
  }

  func channelInactive(context: ChannelHandlerContext) {
    leave()
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if !isGarbled { reader.feed(unwrapInboundIn(data)) }
    guard stage != .closing else { return readToTheEnd(context) }
    keepAlive.heard(.now())
    do {
      while stage != .closing, let message = try reader.next() { take(message) }
    } catch {
      isGarbled = true
      close(error.code)
    }
  }

  /// Reads and drops what comes after our close frame, until the other side has answered it: with anything left
  /// unread the kernel would reset the connection, and the close frame would be lost.
  private func readToTheEnd(_ context: ChannelHandlerContext) {
    do {
      while !isGarbled, let message = try reader.next() {
        if case .close = message { return context.close(promise: nil) }
      }
    } catch { isGarbled = true }
  }

  func channelReadComplete(context: ChannelHandlerContext) { context.flush() }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    keepAlive.isWritable(context.channel.isWritable, .now())
    // Nothing is read from a client that reads nothing, so that answers can't pile up.
    context.channel.setOption(.autoRead, value: context.channel.isWritable || stage == .closing)
      .whenFailure { _ in }  // the channel is gone already
    if context.channel.isWritable { catchUp() }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  private func take(_ message: FrameReader.Message) {
    switch message {
    case .text(let text): take(Array(text.readableBytesView))
    case .binary: close(.textOnly)
    case .ping(let payload): context?.write(wrapOutboundOut(FrameWriter.frame(.pong, payload)), promise: nil)
    case .pong: break
    case .close(let code): closeInReturn(code)
    }
  }

  // MARK: Writing

  func write(_ frame: ByteBuffer) {
    guard stage != .closing, let context else { return }
    guard !isChoked(context) else { return close(.slow) }
    context.write(wrapOutboundOut(frame), promise: nil)
  }

  /// Whether too many answers wait for a client that reads slowly. Events of rooms wait in the log instead.
  private func isChoked(_ context: ChannelHandlerContext) -> Bool {
    guard !context.channel.isWritable, let options = context.channel.syncOptions else { return false }
    // A channel that can't tell is closed already.
    return (try? options.getOption(.bufferedWritableBytes)) ?? 0 > Self.mostWaiting
  }

  /// Bytes that may be written and not taken.
  private static let mostWaiting = 1 << 21

  func write(_ json: JSON) { write(FrameWriter.text(json)) }

  var isWritable: Bool { context?.channel.isWritable ?? false }

  func flush() { context?.flush() }

  func tick(now: NIODeadline) {
    switch keepAlive.check(now, isAuthenticated: stage == .authenticated, environment.limits) {
    case .fine: break
    case .ping:
      write(ServerFrame.ping)
      environment.loop.needsFlush(self)
    case .close(let code): close(code)
    }
  }

  // MARK: The end

  /// Sends a close frame and gives the other side a few seconds to hang up first. Until then the output stays open:
  /// a proxy would take its end for the connection's, and drop what the client has not read.
  func close(_ code: CloseCode) {
    guard stage != .closing, let context else { return }
    context.write(wrapOutboundOut(FrameWriter.close(code.rawValue, code.reason)), promise: nil)
    hangUp(context)
  }

  func reconnect(after milliseconds: Int64) {
    write(ServerFrame.reconnect(after: milliseconds))
    close(.restart)
  }

  private func hangUp(_ context: ChannelHandlerContext) {
    leave()
    stage = .closing
    context.flush()
    let channel = context.channel
    channel.setOption(.autoRead, value: true).whenFailure { _ in }  // the channel is gone already
    let patience = TimeAmount.seconds(environment.loop.isLeaving ? 2 : 5)
    channel.eventLoop.scheduleTask(in: patience) { channel.close(promise: nil) }
  }

  /// Answers a close frame with the same code, then hangs up (RFC 6455 5.5.1, 7.1.1).
  private func closeInReturn(_ code: UInt16?) {
    guard let context else { return }
    leave()
    stage = .closing
    let frame = code.map { FrameWriter.close($0) } ?? FrameWriter.frame(.close, ByteBuffer())
    let channel = context.channel
    context.writeAndFlush(wrapOutboundOut(frame)).whenComplete { _ in channel.close(promise: nil) }
  }

  private func leave() {
    guard stage != .closing else { return }
    stage = .closing
    environment.loop.remove(self)
    environment.inbox.post(.gone(handle))
  }
}
