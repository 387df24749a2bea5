# The API: what a program receives when a request fails, and the page that lists the operations.

api-unreadable-title = Unreadable request
api-unreadable-text = This request does not have the expected form. Nothing was saved.
api-unauthorized-title = Token needed
api-unauthorized-text = This operation needs an access token. Create one in your account, then send it in the Authorization header.
api-bad-token = This token is not valid: it is unknown, expired or revoked.
api-forbidden-title = Access refused
api-forbidden-text = Your account does not allow this operation.
api-not-found-title = Not found
api-not-found-text = There is nothing at this address.
api-method-title = Method not accepted
api-method-text = This address does not accept this method. See the Allow header.
api-conflict-title = Changed meanwhile
api-conflict-text = Something has changed since you read it. Read it again, then retry.
api-too-large-title = Too large
api-too-large-text = What you sent is larger than the accepted size. Nothing was saved.
api-media-type-title = Format not accepted
api-media-type-text = Send JSON, with the header Content-Type: application/json.
api-refused-title = Refused
api-refused-text = A rule does not allow this operation in this state.
api-invalid-title = Content to correct
api-too-many-title = Too many requests
api-too-many-text = Wait a little before you try again.
api-unavailable-title = Service busy
api-unavailable-text = The server cannot answer at this moment. Nothing was saved. Try again in a few seconds.
api-broken-title = An error occurred
api-broken-text = The operation could not be completed. It is not your fault.

api-list-title = The API of Préau
api-list-lead = Read the catalogue, follow a course, find one's attestations: all that the pages allow, for a program.
api-list-token = Operations marked with a token need the header “Authorization: Bearer” with a token created in your account.
api-list-document = The full description, in OpenAPI 3.1
api-list-needs-token = token
api-list-path = Address
api-list-does = Operation

fault-page-number = Give a page number from 1.
fault-page-size = Give a number of lines between 1 and { $max }.
fault-answer-shape = This question expects an answer in “{ $wanted }”.
fault-answer-key = This choice does not exist here, or not any more. Read the page again, then answer again.
