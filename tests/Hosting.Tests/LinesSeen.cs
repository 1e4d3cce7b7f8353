using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Fleet.Hosting;

/// <summary>A log that a test can wait for.</summary>
internal sealed class LinesSeen : ILoggerProvider, ILogger
{
    private readonly ConcurrentDictionary<int, TaskCompletionSource<string>> _lines = new();

    /// <summary>The first line with that event id, when it comes.</summary>
    public Task<string> Line(int eventId) => Of(eventId).Task;

    public ILogger CreateLogger(string categoryName) =>
        categoryName.StartsWith("Fleet.", StringComparison.Ordinal) ? this : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Of(eventId.Id).TrySetResult(formatter(state, exception));

    public void Dispose()
    {
    }

    private TaskCompletionSource<string> Of(int eventId) =>
        _lines.GetOrAdd(eventId, static _ => new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously));
}
