// Expressions of the grammar, and what of them 5.4 would take for something else.

namespace ActorKv.Scripting.Lua51;

internal sealed partial class Lua51Source
{
    private void ExpressionList()
    {
        do Expression();
        while (Accept(","u8));
    }

    private Shape Expression() => Operation(0);

    // Operators that bind tighter than the limit.
    private Shape Operation(int limit)
    {
        Enter();
        int start = _token.Start;
        Shape shape;
        if (Accept("not"u8) || Accept("-"u8) || Accept("#"u8))
        {
            Operation(UnaryPriority);
            shape = Shape.Other;
        }
        else shape = Simple();
        while (Priority() is { Left: > 0 } priority && priority.Left > limit)
        {
            Token symbol = _token;
            int leftEnd = _previousEnd;
            Advance();
            int rightStart = _token.Start;
            Token right = _token;
            Shape other = Operation(priority.Right);
            if (_lexer.Is(symbol, ".."u8))
            {
                if (NeedsConcat(shape)) _edits.Wrap(start, leftEnd, Concat + "(", ")");
                if (NeedsConcat(other)) _edits.Wrap(rightStart, _previousEnd, Concat + "(", ")");
                shape = Shape.Text;
                continue;
            }
            if (_lexer.Is(symbol, "%"u8) && (other != Shape.ShortNumber || _lexer.TextOf(right).Trim('0', '.').Length == 0))
            {
                _edits.Wrap(start, _previousEnd, Modulo + "(", ")");
                _edits.Replace(symbol.Start, 1, ",");
            }
            shape = Shape.Other;
        }
        _depth--;
        return shape;
    }

    private static bool NeedsConcat(Shape shape) => shape is not (Shape.Text or Shape.ShortNumber);

    private (int Left, int Right) Priority()
    {
        if (_token.Kind is not (TokenKind.Symbol or TokenKind.Keyword)) return default;
        return _lexer.TextOf(_token) switch
        {
            "or" => (1, 1),
            "and" => (2, 2),
            "<" or ">" or "<=" or ">=" or "~=" or "==" => (3, 3),
            ".." => (5, 4),
            "+" or "-" => (6, 6),
            "*" or "/" or "%" => (7, 7),
            "^" => (10, 9),
            _ => default,
        };
    }

    private Shape Simple()
    {
        switch (_token.Kind)
        {
            case TokenKind.Number:
                string text = _lexer.TextOf(_token);
                Advance();
                // Short and whole: prints as it is in both.
                return text.Length <= 14 && text.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0 ? Shape.ShortNumber : Shape.Other;
            case TokenKind.String:
                Advance();
                return Shape.Text;
        }
        if (At("{"u8))
        {
            Table();
            return Shape.Other;
        }
        if (At("function"u8))
        {
            int line = _token.Line;
            Advance();
            FunctionBody(line);
            return Shape.Other;
        }
        if (At("..."u8))
        {
            if (!_function!.IsVararg) throw _lexer.Error("cannot use '...' outside a vararg function", _token);
            _function.MentionsDots = true;
            Advance();
            return Shape.Other;
        }
        if (Accept("nil"u8) || Accept("true"u8) || Accept("false"u8)) return Shape.Other;
        return Primary();
    }

    private Shape Primary()
    {
        Shape shape = Prefix();
        bool member = false;
        while (true)
        {
            if (Accept("."u8))
            {
                Name();
                (shape, member) = (Shape.Assignable, true);
            }
            else if (Accept("["u8))
            {
                Expression();
                Expect("]"u8);
                (shape, member) = (Shape.Assignable, true);
            }
            else if (Accept(":"u8))
            {
                Name();
                Arguments();
                shape = Shape.MemberCall;
            }
            else if (At("("u8) || At("{"u8) || _token.Kind == TokenKind.String)
            {
                Arguments();
                shape = member ? Shape.MemberCall : Shape.Call;
            }
            else return shape;
        }
    }

    private Shape Prefix()
    {
        int line = _token.Line;
        if (Accept("("u8))
        {
            Expression();
            ExpectClosing(")"u8, "(", line);
            return Shape.Other;
        }
        if (_token.Kind != TokenKind.Name) throw _lexer.Error("unexpected symbol", _token);
        if (_lexer.Is(_token, "arg"u8)) _function!.MentionsArg = true;
        Advance();
        return Shape.Assignable;
    }

    private void Arguments()
    {
        int line = _token.Line;
        if (_token.Kind == TokenKind.String)
        {
            Advance();
            return;
        }
        if (At("{"u8))
        {
            Table();
            return;
        }
        if (!At("("u8)) throw _lexer.Error("function arguments expected", _token);
        if (line != _previousLine) throw _lexer.Error("ambiguous syntax (function call x new statement)", _token);
        Advance();
        if (!At(")"u8)) ExpressionList();
        ExpectClosing(")"u8, "(", line);
    }

    private void Table()
    {
        int line = _token.Line;
        Advance();
        while (!At("}"u8))
        {
            if (_token.Kind == TokenKind.Name && _lexer.Is(Ahead(), "="u8))
            {
                Advance();
                Advance();
                Expression();
            }
            else if (Accept("["u8))
            {
                Expression();
                Expect("]"u8);
                Expect("="u8);
                Expression();
            }
            else Expression();
            if (!Accept(","u8) && !Accept(";"u8)) break;
        }
        ExpectClosing("}"u8, "{", line);
    }

    private void FunctionBody(int line)
    {
        Enter();
        Expect("("u8);
        bool vararg = false;
        while (!At(")"u8))
        {
            if (Accept("..."u8))
            {
                vararg = true;
                break;
            }
            if (_token.Kind != TokenKind.Name) throw _lexer.Error("<name> or '...' expected", _token);
            Advance();
            if (!Accept(","u8)) break;
            if (At(")"u8)) throw _lexer.Error("<name> or '...' expected", _token);
        }
        Expect(")"u8);
        Function function = new() { IsVararg = vararg, Body = _previousEnd, Outer = _function };
        _function = function;
        Block();
        ExpectClosing("end"u8, "function", line);
        if (vararg && function.MentionsArg && !function.MentionsDots) _edits.Insert(function.Body, $" local arg={Pack}(...) ");
        _function = function.Outer;
        _depth--;
    }
}
