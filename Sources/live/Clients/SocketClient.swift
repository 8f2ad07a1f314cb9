import Kit
import NIOCore
import RTC

/// A WebSocket that speaks `rtc.v1.json`. All of it runs on one event loop.
final class SocketClient: ChannelInboundHandler, Client {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  enum Stage: Equatable { case new, asking, admitted, closing }

  let id = Word.make("c")
  let isOfTheHouse = true
  let reach: Reach
  let arrival: Arrival
  var context: ChannelHandlerContext?
  var stage = Stage.new
  var speaker: ChatSpeaker?
  var seats = Seats()
  var commands: Bucket
  var typing: Bucket
  /// It could not take what came; it was told so, and has not caught up yet.
  var isBehind = false
  /// How often it may be told to slow down before it is closed.
  var patience = Bucket(.init(burst: 200, perSecond: 1), now: .now())
  private var reader = FrameReader(limit: Command.longest)
  private var pulse = Pulse()
  /// After a broken frame nothing that follows can be told apart.
  private var isGarbled = false

  init(_ reach: Reach, _ arrival: Arrival) {
    (self.reach, self.arrival) = (reach, arrival)
    commands = Bucket(reach.limits.commands, now: .now())
    typing = Bucket(reach.limits.typing, now: .now())
  }

  var handle: Handle { Handle(id: id, floor: reach.floor) }

  // MARK: The channel

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    guard context.channel.isActive else { return }
    reach.floor.enter(self)
    guard reach.floor.isOpen, !reach.floor.isLeaving else {
      return close(reach.floor.isOpen ? .restart : .closed)
    }
    let most = reach.limits.connectionsPerAccount
    write(
      ServerFrame.hello(
        connection: id, epoch: reach.epoch, connections: most == .max ? nil : most,
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
    guard stage != .closing else { return readOn(context) }
    pulse.heard(.now())
    do {
      while stage != .closing, let message = try reader.next() { take(message) }
    } catch {
      isGarbled = true
      close(error.code)
    }
  }

  /// What comes after the end is read and dropped, until the other side has answered it: with anything left
  /// unread the kernel would reset the connection, and take the frame along that says why.
  private func readOn(_ context: ChannelHandlerContext) {
    do {
      while !isGarbled, let message = try reader.next() {
        if case .close = message { return context.close(promise: nil) }
      }
    } catch { isGarbled = true }
  }

  func channelReadComplete(context: ChannelHandlerContext) { context.flush() }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    pulse.isWritable(context.channel.isWritable, .now())
    // Whoever does not listen is not listened to either, so that answers can't pile up.
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

  /// Lines wait in the log for who reads slowly; answers wait here, and there is an end to it.
  private func isChoked(_ context: ChannelHandlerContext) -> Bool {
    guard !context.channel.isWritable, let options = context.channel.syncOptions else { return false }
    // A channel that can't tell is closed already.
    return (try? options.getOption(.bufferedWritableBytes)) ?? 0 > Self.mostWaiting
  }

  /// Bytes of what was written and not taken.
  private static let mostWaiting = 1 << 21

  func write(_ json: JSON) { write(FrameWriter.text(json)) }

  var isWritable: Bool { context?.channel.isWritable ?? false }

  func flush() { context?.flush() }

  func tick(now: NIODeadline) {
    switch pulse.check(now, isAdmitted: stage == .admitted, reach.limits) {
    case .fine: break
    case .ask:
      write(ServerFrame.ping)
      reach.floor.note(self)
    case .close(let code): close(code)
    }
  }

  // MARK: The end

  /// Says why, stops sending, and gives the other side a few seconds to hang up first. Not even the way out is
  /// shut before: a proxy would take that for the end and drop what the client has not read.
  func close(_ code: CloseCode) {
    guard stage != .closing, let context else { return }
    context.write(wrapOutboundOut(FrameWriter.close(code.rawValue, code.reason)), promise: nil)
    hangUp(context)
  }

  func dismiss(after milliseconds: Int64) {
    write(ServerFrame.reconnect(after: milliseconds))
    close(.restart)
  }

  private func hangUp(_ context: ChannelHandlerContext) {
    leave()
    stage = .closing
    context.flush()
    let channel = context.channel
    channel.setOption(.autoRead, value: true).whenFailure { _ in }  // the channel is gone already
    let patience = TimeAmount.seconds(reach.floor.isLeaving ? 2 : 5)
    channel.eventLoop.scheduleTask(in: patience) { channel.close(promise: nil) }
  }

  /// The client closes: the same code goes back, and the server hangs up (RFC 6455 5.5.1, 7.1.1).
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
    reach.floor.leave(self)
    reach.inbox.post(.gone(handle))
  }
}
