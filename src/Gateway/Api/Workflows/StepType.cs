namespace Fleet.Gateway.Api.Workflows;

/// <summary>What a step of a workflow does.</summary>
public enum StepType
{
    Condition,
    Delay,
    Notify,
    Webhook,
    SetTag,
    CreateTrip,
    Parallel,
}
