using System.Globalization;

namespace Orleans;

/// <summary>How long a caller of this method waits before it gets a <see cref="TimeoutException"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ResponseTimeoutAttribute(string timeout) : Attribute
{
    /// <summary>The duration; overrides <c>MessagingOptions.ResponseTimeout</c>.</summary>
    public TimeSpan? Timeout { get; init; } = TimeSpan.Parse(timeout, CultureInfo.InvariantCulture);
}
