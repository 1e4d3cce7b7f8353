using Orleans.Concurrency;

namespace Fleet.Events;

/// <summary>A reactor that notes what it is handed.</summary>
[Alias("Fleet.Tests.IRecorderGrain")]
public interface IRecorderGrain : IEventReactor
{
    /// <summary>Ids of the events that counted, in the order they came.</summary>
    [Alias("Recorded"), AlwaysInterleave]
    Task<string[]> Recorded();

    /// <summary>Ends when so many have counted.</summary>
    [Alias("Reached"), AlwaysInterleave]
    Task Reached(int count);

    /// <summary>The next batches are refused.</summary>
    [Alias("Fail"), AlwaysInterleave]
    Task Fail(int times);

    /// <summary>Batches refused so far.</summary>
    [Alias("Failures"), AlwaysInterleave]
    Task<int> Failures();
}
