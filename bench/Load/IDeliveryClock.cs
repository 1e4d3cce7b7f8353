namespace Fleet.Bench.Load;

/// <summary>Knows when what a message tells of was sent.</summary>
public interface IDeliveryClock
{
    /// <summary>Stopwatch ticks; 0 where it is not known.</summary>
    long SentAt(ReadOnlySpan<byte> payload);
}
