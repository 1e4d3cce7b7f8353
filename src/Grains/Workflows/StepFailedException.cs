namespace Fleet.Workflows;

/// <summary>A step did not have its effect. The message says why, for people.</summary>
internal sealed class StepFailedException : Exception
{
    public StepFailedException()
    {
    }

    public StepFailedException(string message)
        : base(message)
    {
    }

    public StepFailedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>However often it is tried.</summary>
    public bool ForGood { get; init; } = true;
}
