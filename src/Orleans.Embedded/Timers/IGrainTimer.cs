namespace Orleans.Runtime;

/// <summary>A timer of one activation; disposed at the latest when that deactivates.</summary>
public interface IGrainTimer : IDisposable
{
    void Change(TimeSpan dueTime, TimeSpan period);
}
