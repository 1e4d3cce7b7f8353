namespace Orleans.Embedded.Calls;

/// <summary>Whose object a call runs on: an activation or an observer.</summary>
internal interface ICallee
{
    /// <summary>The grain or observer.</summary>
    object Instance { get; }

    /// <summary>A call that did not end at once has ended now.</summary>
    void Finished(Request request);

    /// <summary>A call has thrown; told before the caller learns of it.</summary>
    void Faulted(Request request, Exception exception);
}
