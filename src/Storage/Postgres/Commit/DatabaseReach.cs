using Microsoft.Extensions.Logging;

namespace Fleet.Storage.Postgres;

/// <summary>
/// Whether the database answers, as one log's lanes see it. Once it has been away for longer than callers wait, new
/// appends are refused at once instead of each waiting its time.
/// </summary>
internal sealed class DatabaseReach(string log, TimeSpan giveUpAfter, TimeProvider clock, ILogger logger)
{
    private readonly Lock _lock = new();
    private long? _awaySince;

    public bool IsAway
    {
        get
        {
            lock (_lock)
            {
                return _awaySince is not null;
            }
        }
    }

    public bool IsGivenUp
    {
        get
        {
            lock (_lock)
            {
                return _awaySince is { } since && clock.GetElapsedTime(since) > giveUpAfter;
            }
        }
    }

    public void Failed(Exception exception)
    {
        lock (_lock)
        {
            if (_awaySince is not null)
                return;
            _awaySince = clock.GetTimestamp();
        }

        // The message of a connection failure names host or socket, never the connection string.
        logger.DatabaseAway(log, exception.Message);
    }

    public void Answered()
    {
        double seconds;
        lock (_lock)
        {
            if (_awaySince is not { } since)
                return;
            _awaySince = null;
            seconds = clock.GetElapsedTime(since).TotalSeconds;
        }

        logger.DatabaseBack(log, seconds);
    }
}
