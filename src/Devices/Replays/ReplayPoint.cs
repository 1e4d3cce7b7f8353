using Fleet.Devices.Traces;

namespace Fleet.Devices.Replays;

/// <summary>A point on its way, with the line it came from.</summary>
internal readonly record struct ReplayPoint(long Line, TracePoint Point);
