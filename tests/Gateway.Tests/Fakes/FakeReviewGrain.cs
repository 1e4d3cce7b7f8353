using Fleet.Reviews;

namespace Fleet.Gateway.Fakes;

/// <summary>Answers as it is told to; knows every event but moonrise.</summary>
public sealed class FakeReviewGrain : IReviewGrain
{
    public EventReview Answer { get; set; } = new() { Happened = false, Positions = 0 };

    public EventQuestion? Asked { get; private set; }

    public Task<EventReview?> WhyNot(EventQuestion question)
    {
        Asked = question;
        return Task.FromResult(question.Event == "moonrise" ? null : Answer);
    }
}
