using Fleet.Webhooks;

namespace Fleet.Gateway.Api.Webhooks;

/// <summary>One try of a delivery.</summary>
/// <param name="Number">1, 2, …</param>
/// <param name="HttpStatus">The receiver's answer; absent where there was none.</param>
/// <param name="Failure">refused, unreachable or timeout, where there was no answer.</param>
/// <param name="Excerpt">The beginning of the answer, or what failed.</param>
public sealed record AttemptView(int Number, DateTimeOffset At, int? HttpStatus, string? Failure, string? Excerpt, double TookMs)
{
    internal static AttemptView Of(WebhookAttempt a) => new(a.Number, a.At, a.HttpStatus, a.Failure, a.Excerpt, a.TookMilliseconds);
}
