namespace Fleet.Gateway.Api.Problems;

/// <summary>Carries a refusal out of code that reads a request; the middleware answers with it.</summary>
internal sealed class ProblemException(Problem problem) : Exception(problem.Kind.Title)
{
    public Problem Problem { get; } = problem;
}
