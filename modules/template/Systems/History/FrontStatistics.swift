import Kit

/// What a stretch of time says of a front: how long each was there, how often, and at which hours. Pure: spans
/// in, numbers out.
struct FrontStatistics: Sendable {
  /// A time that somebody fronted, in Unix milliseconds; without an end while it lasts.
  struct Stay: Sendable, Equatable {
    let alter: Int64
    var from: Int64
    var to: Int64?
  }

  /// One alter's part. A session is a time without a gap, as far as it lies in the stretch.
  struct Share: Sendable, Equatable {
    let alter: Int64
    var total = TimeLength(milliseconds: 0)
    var sessions = 0
    var shortest = TimeLength(milliseconds: .max)
    var longest = TimeLength(milliseconds: 0)
    var hours = HoursOfDay()

    var average: TimeLength {
      TimeLength(milliseconds: sessions == 0 ? 0 : total.milliseconds / Int64(sessions))
    }
  }

  let from: Moment
  let to: Moment
  /// The longest first.
  let shares: [Share]
  /// How much of each hour of the day the stretch holds.
  let hours: HoursOfDay
  /// How long anybody fronted, and how long several people at once.
  let covered: TimeLength
  let together: TimeLength

  /// Between two moments, of which the second has come. `nobodies` are custom fronts, which are no people.
  init(_ stays: [Stay], from: Moment, to: Moment, in zone: Zone, nobodies: Set<Int64> = []) {
    (self.from, self.to) = (from, to)
    let clock = WallClock(zone, from: from, to: to)
    let sessions = Self.sessions(stays, from.milliseconds, to.milliseconds)
    shares = Self.shares(sessions, clock)
    hours = clock.hours(from.milliseconds, to.milliseconds)
    covered = Self.time(sessions) { $0 > 0 }
    together = Self.time(sessions.filter { !nobodies.contains($0.alter) }) { $0 > 1 }
  }

  var length: TimeLength { TimeLength(milliseconds: to.milliseconds - from.milliseconds) }

  private struct Session {
    let alter: Int64
    let from: Int64
    var to: Int64
  }

  /// Cut to the stretch; what touches or overlaps of one alter is one session.
  private static func sessions(_ stays: [Stay], _ from: Int64, _ to: Int64) -> [Session] {
    var cut: [Session] = []
    cut.reserveCapacity(stays.count)
    for stay in stays {
      let session = Session(alter: stay.alter, from: max(stay.from, from), to: min(stay.to ?? to, to))
      if session.from < session.to { cut.append(session) }
    }
    cut.sort { ($0.alter, $0.from) < ($1.alter, $1.from) }
    var merged: [Session] = []
    merged.reserveCapacity(cut.count)
    for session in cut {
      if let last = merged.last, last.alter == session.alter, session.from <= last.to {
        merged[merged.count - 1].to = max(last.to, session.to)
      } else {
        merged.append(session)
      }
    }
    return merged
  }

  private static func shares(_ sessions: [Session], _ clock: WallClock) -> [Share] {
    var shares: [Share] = []
    for session in sessions {
      if shares.last?.alter != session.alter { shares.append(Share(alter: session.alter)) }
      shares[shares.count - 1].take(session.from, session.to, clock)
    }
    return shares.sorted { ($1.total, $0.alter) < ($0.total, $1.alter) }
  }

  /// How long the number of those who front is one that counts.
  private static func time(_ sessions: [Session], where counts: (Int) -> Bool) -> TimeLength {
    let begins = sessions.map(\.from).sorted()
    let ends = sessions.map(\.to).sorted()
    var (begun, ended, last, time) = (0, 0, Int64(0), Int64(0))
    while ended < ends.count {
      let isBegin = begun < begins.count && begins[begun] <= ends[ended]
      let at = isBegin ? begins[begun] : ends[ended]
      if counts(begun - ended) { time += at - last }
      last = at
      if isBegin { begun += 1 } else { ended += 1 }
    }
    return TimeLength(milliseconds: time)
  }
}

extension FrontStatistics.Share {
  fileprivate mutating func take(_ from: Int64, _ to: Int64, _ clock: WallClock) {
    let length = TimeLength(milliseconds: to - from)
    total = TimeLength(milliseconds: total.milliseconds + length.milliseconds)
    sessions += 1
    shortest = min(shortest, length)
    longest = max(longest, length)
    clock.add(from, to, to: &hours)
  }
}
