using System.ComponentModel;

namespace Fleet.Gateway.Api.Webhooks;

/// <summary>S0's retry_policy.</summary>
public sealed record RetryPolicyView
{
    [Description("The first attempt included, 1 to 20; 8 where absent.")]
    public int MaxAttempts { get; init; }

    [Description("Each wait is so many times the one before, 1 to 10; 4 where absent. No wait is longer than an hour.")]
    public double BackoffMultiplier { get; init; }

    [Description("Seconds behind the first attempt, 0.1 to 3600; 5 where absent.")]
    public double InitialDelaySeconds { get; init; }
}
